"""What the register should hold and does not: rules, without the database."""
