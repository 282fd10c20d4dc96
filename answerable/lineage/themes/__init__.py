"""What an entry is about: the register's own themes, given by a reader of words and explained by them."""
