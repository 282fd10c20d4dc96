"""A national register of patient-safety recommendations."""
