"""The wording of mail to those who follow something. Nothing that anybody typed stands in it."""

from django.conf import settings


def asking_mail(label: str, page: str, follow: int, days: int) -> tuple[str, str]:
    """(subject, body) of the mail by which an address says that it wants what was asked for."""
    name = settings.SERVICE_NAME
    return f"{name}: confirm that you want to follow {label}", "\n\n".join(
        [
            f"Somebody asked {name} to tell this address when something happens with {label}.",
            f"If that was you, open this page and press the button:\n{page}/confirm/{follow}",
            "If it was not, do nothing. Nothing more will come, and the address is forgotten after "
            f"{days} days.",
        ]
    )


def known_mail(label: str, page: str, follow: int, days: int) -> tuple[str, str]:  # noqa: ARG001
    """(subject, body) for one who asks for what they follow already. Parameters as of `asking_mail`."""
    name = settings.SERVICE_NAME
    return f"{name}: you follow {label} already", "\n\n".join(
        [
            f"Somebody asked {name} to tell this address when something happens with {label}. "
            "It follows that already, so nothing was changed.",
            f"What it follows, and how to end it:\n{page}",
        ]
    )


def last_words(page: str) -> str:
    """The end of every mail that tells of something."""
    return (
        f"What you follow, how often you hear of it, and how to end it:\n{page}\n\n"
        f"To end all of it at once:\n{page}/end"
    )
