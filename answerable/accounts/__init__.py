"""Who may? People who sign in, the roles they were given, and what each role may do."""
