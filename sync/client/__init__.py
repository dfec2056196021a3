"""The till's side of sync: joining an expo and pushing the journal's tail."""
