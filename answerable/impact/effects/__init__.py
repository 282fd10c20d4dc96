"""Did the figures move after an action, by more than chance? Pure: figures go in, a finding comes out."""
