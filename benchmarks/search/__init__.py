"""A search of hyperparameters against the same fits made one by one."""
