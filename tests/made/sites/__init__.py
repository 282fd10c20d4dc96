"""Sites of publishers as they are met, with their faults, on this machine alone."""
