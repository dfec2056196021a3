"""Who may do what: people by password, programs and registers by token."""
