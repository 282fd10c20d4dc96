"""Mail at the edge: an SMTP server, or a mailbox of files (a maildir) where none is configured.

A letter is handed over once: `deliver` returns when the other side has taken it. Where that was not to be
known, the same Message-ID is tried again, by which a server can tell that it has it already; a mailbox can,
and never holds a message twice.
"""

import email.policy
import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from answerable.core.calendar import now

TIMEOUT = 30  # seconds a server may take
MOST_BYTES = 5_000_000  # of a report of non-delivery
_ID = re.compile(r"<[^<>\s@]{1,120}@[^<>\s@]{1,120}>")


class TemporaryFailure(Exception):  # noqa: N818  # a state of the post, not a mistake
    """Not taken now: try again later. The message says why."""


class PermanentFailure(Exception):  # noqa: N818
    """Refused for good: trying again won't help. The message says why."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as handed over. `headers` are further ones, such as List-Unsubscribe."""

    sender: str
    to: str
    subject: str
    body: str
    message_id: str
    headers: tuple[tuple[str, str], ...] = ()

    def message(self) -> EmailMessage:
        """Raises PermanentFailure where an address or header can't be written."""
        made = EmailMessage(policy=email.policy.SMTP)
        try:
            made["From"] = self.sender
            made["To"] = self.to
            made["Subject"] = " ".join(self.subject.split())
            made["Date"] = format_datetime(now())
            made["Message-ID"] = self.message_id
            made["Auto-Submitted"] = "auto-generated"
            for name, value in self.headers:
                made[name] = value
            made.set_content(self.body)
            if "@" not in parseaddr(self.to)[1]:
                raise ValueError("there is no address")
        except (ValueError, IndexError) as error:
            raise PermanentFailure(f"The mail cannot be written: {error}") from error
        return made


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. `address` is smtp://user:password@host:port (with STARTTLS) or smtps://..."""

    address: str

    def deliver(self, mail: Mail) -> None:
        """Raises TemporaryFailure or PermanentFailure."""
        message = mail.message()
        parts = urlsplit(self.address)
        try:
            with self._connect(parts.hostname or "localhost", parts.port) as server:
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()), (550, b""))
            raise _failure(code, said) from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryFailure(f"The mail server could not be used: {type(error).__name__}") from error

    def _connect(self, host: str, port: int | None) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.address.startswith("smtps:"):
            return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
        server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
        try:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif urlsplit(self.address).username:
                raise TemporaryFailure("The mail server offers no TLS: the password was not sent.")
        except BaseException:
            server.close()
            raise
        return server


def _failure(code: int, said: bytes | str) -> Exception:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    why = f"{code} {' '.join(words.split())}"[:300]
    return PermanentFailure(why) if 500 <= code < 600 else TemporaryFailure(why)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A maildir: what would have been sent lies in `new`, a file each, named by its Message-ID."""

    folder: Path

    def deliver(self, mail: Mail) -> None:
        """Raises TemporaryFailure where the disk can't be written. A message that lies here stays."""
        message = mail.message()
        name = re.sub(r"[^A-Za-z0-9.@-]", "", mail.message_id)
        try:
            for part in ("tmp", "new", "cur"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
            if (self.folder / "new" / name).exists() or any((self.folder / "cur").glob(f"{name}*")):
                return
            kept = self.folder / "tmp" / f"{name}.{os.getpid()}"
            kept.write_bytes(message.as_bytes())
            kept.replace(self.folder / "new" / name)
        except OSError as error:
            raise TemporaryFailure(f"The mailbox cannot be written: {error.strerror}") from error

    def messages(self) -> Iterator[EmailMessage]:
        """What lies in it, in the order in which it came."""
        files = [path for part in ("new", "cur") for path in (self.folder / part).glob("*")]
        for path in sorted(files, key=lambda one: (one.stat().st_mtime_ns, one.name)):
            with path.open("rb") as file:
                found = email.message_from_binary_file(file, policy=email.policy.default)
            assert isinstance(found, EmailMessage)
            yield found


Post = Smtp | Mailbox


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report of non-delivery says. `message_id` is of the mail that it is about."""

    message_id: str
    permanent: bool
    why: str


def read_bounce(content: bytes) -> Bounce | None:
    """A delivery status notification (RFC 3464); None where it is none, or is about no message of ours.

    The first failed recipient counts. Only a part of the report that holds the original headers names the
    message: what anybody may write into the text is not looked at.
    """
    message = email.message_from_bytes(content[:MOST_BYTES], policy=email.policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    found, action, status, why = "", "", "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in _blocks(part):
                if block.get("Action") and not action:
                    action = str(block["Action"]).strip().lower()
                    status = str(block.get("Status", "")).strip()
                    why = " ".join(str(block.get("Diagnostic-Code", "")).split())
        elif kind in ("text/rfc822-headers", "message/rfc822") and not found:
            found = _original_id(part)
    if not found or action not in ("failed", "delayed"):
        return None
    permanent = action == "failed" and not status.startswith("4.")
    return Bounce(found, permanent, f"{status} {why}".strip()[:300])


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _original_id(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        text = "".join(str(one.get("Message-ID", "")) for one in payload if isinstance(one, Message))
    else:
        raw = part.get_payload(decode=True)
        held = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
        text = str(email.message_from_string(held, policy=email.policy.default).get("Message-ID", ""))
    match = _ID.search(text)
    return match[0] if match else ""
