"""What Django's own Norwegian formats lack: Norwegians write the time with a full stop."""

TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H.%M.%S", "%H:%M:%S"]
