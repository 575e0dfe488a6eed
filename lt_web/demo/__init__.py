"""The demo: two years of a company that is made up, told by commands alone under a stepped clock."""

from lt_web.demo.making import Made, make

__all__ = ["Made", "make"]
