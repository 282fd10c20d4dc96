"""One register, as a program sees it."""

from answerable_client.bulk import Bulk
from answerable_client.reading import Reading
from answerable_client.transport import Patience, Transport
from answerable_client.working import Working


class Register(Reading):
    """Reads at `address`. `work`, with a key, does what its owner may.

    What is not there raises NotHereError, what was withdrawn WithdrawnError: see `errors`. A question is
    asked again while the register is busy or out of reach, as far as `patience` goes.
    """

    def __init__(
        self, address: str, *, key: str = "", timeout: float = 30.0, patience: Patience | None = None
    ) -> None:
        transport = Transport(address, key=key, timeout=timeout, patience=patience or Patience())
        super().__init__(transport)
        self.work = Working(transport, with_key=True)

    def bulk(self, public_key: str = "") -> Bulk:
        """The public files, for whoever wants everything."""
        return Bulk(self._transport, public_key)
