"""Action plans that bodies keep as spreadsheets: the columns, and reading what they send back."""
