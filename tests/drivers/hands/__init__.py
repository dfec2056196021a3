"""A till worked by keyboard and scanner alone, or by touch alone."""
