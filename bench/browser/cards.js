// Milliseconds from what somebody does with a card to what the page shows of it.
window.cards = (() => {
  const PATIENCE = 5000; // ms

  // A message that is posted before painting arrives after it.
  const painted = () =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      requestAnimationFrame(() => channel.port2.postMessage(null));
    });

  const until = async (seen, act) => {
    const start = performance.now();
    act();
    while (!seen()) {
      if (performance.now() > start + PATIENCE) throw new Error("The card did not answer.");
      await new Promise(requestAnimationFrame);
    }
    await painted();
    return performance.now() - start;
  };

  const again = (output, selector) => {
    const before = output.querySelector(selector);
    const renewed = () => {
      const form = output.querySelector(selector);
      return form && form !== before && form.querySelector("legend")?.textContent;
    };
    return until(renewed, () => window.jupyterapp.commands.execute("notebook:run-cell"));
  };

  const changed = (node, act) => {
    const before = node.textContent;
    return until(() => node.textContent !== before, act);
  };

  const submit = (form) => changed(form.querySelector("[role=status]"), () => form.requestSubmit());

  const skip = (form) => {
    const button = Array.from(form.querySelectorAll("button")).find((one) => one.textContent === "Skip");
    return changed(form.querySelector("legend"), () => button.click());
  };

  return { again, submit, skip };
})();
