"""Telling the organizer's other programs what happened: signed, tried again, never twice by us.

After the Standard Webhooks specification 1.0.0 (standardwebhooks.com), so that receivers can check
what they get with a library that exists.
"""
