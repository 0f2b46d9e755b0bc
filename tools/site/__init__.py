"""The course as a site of static files: JupyterLite, with a kernel that runs in the visitor's browser.

make site                    # Pyodide comes from its usual public address while a page runs
make site PYODIDE=folder     # a local distribution of Pyodide becomes part of the site
"""
