"""Several machines before one database, each in a network of its own: ``deploy/try-several`` runs and breaks them."""
