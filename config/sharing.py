"""What the processes of one server have in common: loaded before it splits, and left alone."""

import gc

from django.urls import reverse


def load() -> None:
    """Load all pages, which is most of the code, and leave what is there to the processes.

    They share it until one of them writes to it, as collecting garbage would.
    """
    reverse("start")
    gc.collect()
    gc.freeze()
