"""How a list of priorities is made from scores and weights, and how far it holds. Pure: no database."""
