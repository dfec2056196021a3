"""What changes a price: promotions, taxes, service, rounding."""
