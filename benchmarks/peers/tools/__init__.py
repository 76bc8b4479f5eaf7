# SPDX-License-Identifier: Apache-2.0
"""One file a tool; what it must hold is in ../README.md."""
