from utsira.formats.nb.formats import TIME_INPUT_FORMATS

__all__ = ["TIME_INPUT_FORMATS"]
