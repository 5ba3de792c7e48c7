"""The screens. A page asks for input, calls one verb of the desk and shows one value; no page opens a database."""
