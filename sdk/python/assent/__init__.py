"""Usage telemetry that asks first, for the products of one vendor. See docs/sdk.md."""
from .rights import Refused
from .telemetry import Assent
from .version import VERSION as __version__

__all__ = ["Assent", "Refused", "__version__"]
