// What a Jupyter server does for the lessons elsewhere, JupyterLab does here: it leaves live views out when it saves a
// notebook (see lessons_lib/saving.py), it sets lessons of the first edition aside (see lessons_lib/workspace.py), and
// it says that Python is starting.
(() => {
  const LIVE_VIEW = "application/vnd.jupyter.widget-view+json";
  const STAND_INS = ["image/png", "text/html"];
  const STARTING =
    "Python is starting in your browser: some seconds, the first time up to a minute. You can read meanwhile.";
  const READY = "Python is ready.";
  const ASIDE = "first edition";
  const SET_ASIDE =
    'Your lessons of the first edition are unchanged in the folder "first edition": they show their pictures, but no longer run.';

  const dropped = (notebook) => {
    const kept = structuredClone(notebook);
    delete kept.metadata?.widgets;
    for (const { data } of (kept.cells ?? []).flatMap((cell) => cell.outputs ?? []))
      if (data && STAND_INS.some((kind) => kind in data)) delete data[LIVE_VIEW];
    return kept;
  };

  const saveWithoutLiveViews = (contents) => {
    const save = contents.save.bind(contents);
    contents.save = (path, options = {}) =>
      save(path, options.type === "notebook" && options.content ? { ...options, content: dropped(options.content) } : options);
  };

  // What the browser keeps of an older site: its names are in no list of this one.
  const setAside = async (app) => {
    const { contents } = app.serviceManager;
    const { firstEdition } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const { content } = await contents.get("", { content: true });
    const names = content.map((file) => file.name).filter((name) => firstEdition.includes(name));
    if (!names.length) return;
    if (!content.some((file) => file.name === ASIDE))
      await contents.rename((await contents.newUntitled({ type: "directory" })).path, ASIDE);
    for (const name of names) await contents.rename(name, `${ASIDE}/${name}`);
    app.commands.execute("apputils:notify", { message: SET_ASIDE, type: "info", options: { autoClose: false } });
  };

  const tellOfTheStart = (app, sessionContext) => {
    const { commands } = app;
    const told = commands.execute("apputils:notify", {
      message: STARTING,
      type: "in-progress",
      options: { autoClose: false },
    });
    const hear = async (_context, status) => {
      if (status !== "idle" && status !== "busy") return;
      sessionContext.statusChanged.disconnect(hear);
      const id = await told;
      commands.execute("apputils:update-notification", { id, message: READY, type: "success", autoClose: 2000 });
    };
    sessionContext.statusChanged.connect(hear);
  };

  const watch = (app) => {
    const known = new WeakSet();
    app.shell.currentChanged?.connect((_shell, { newValue }) => {
      const context = newValue?.sessionContext;
      if (!context || known.has(context)) return;
      known.add(context);
      if (context.session?.kernel?.status !== "idle") tellOfTheStart(app, context);
    });
  };

  const plugin = {
    id: "lessons-in-browser:plugin",
    description: "Keeps stored pictures in saved notebooks and lessons of the first edition, and says that Python is starting.",
    autoStart: true,
    activate: (app) => {
      saveWithoutLiveViews(app.serviceManager.contents);
      app.restored.then(() => setAside(app));
      watch(app);
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["lessons-in-browser"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
