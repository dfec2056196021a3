"""What is held of every register's journal, and how one follows another."""
