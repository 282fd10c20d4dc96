"""How the register speaks to PostgreSQL (DATABASES["default"]["ENGINE"])."""
