"""Successions worked through in bulk: seen before, done resumably, accounted for, taken back.

preview ─ begin_run ─ pass_body (each in a transaction of its own) ─ finish_run ─ account before and after
                                    choose_successor, where no successor is sure
"""
