"""What can be wrong with a sign-in at a provider. Reasons are words of ours: no answer is quoted in them."""

from __future__ import annotations


class SignInFault(Exception):
    """A sign-in that does not succeed; `reason` is for the log of the server."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Untrusted(SignInFault):
    """What was answered does not prove who somebody is."""


class NotBegun(SignInFault):
    """Somebody comes back from a sign-in that was not begun here, is too old, or was finished already."""


class Denied(SignInFault):
    """The provider did not let them in, or they said no there."""


class Unreachable(SignInFault):
    """The provider cannot be asked right now."""


class Ended(SignInFault):
    """The provider says that this person is not signed in there any more."""


class Declined(SignInFault):
    """We know who it is, and do not let them in; `sentence` says why."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason)
        self.sentence = sentence
