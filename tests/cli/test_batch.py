from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from standpunkt.cli.batch import _quiet_children

HELD = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signals that can be held back")
def test_ctrl_c_while_a_process_starts_is_heard_right_after() -> None:
    told: list[str] = []

    def start() -> None:
        with _quiet_children():
            os.kill(os.getpid(), signal.SIGINT)
            child = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)
            told.append(child.stdout)

    with pytest.raises(KeyboardInterrupt):
        start()
    assert told == ["True\n"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
