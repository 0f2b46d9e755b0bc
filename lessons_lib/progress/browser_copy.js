// Where the browser keeps the file of answers: one record in its own database, for the kernels of all open lessons.
// The record: a number that grows with each change, and the bytes of the file.
(() => {
  const [DATABASE, SHELF, RECORD, NEWS] = ["lessons", "progress", "file", "lessons progress"];
  const channel = new BroadcastChannel(NEWS);
  let opened;

  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(DATABASE, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  // One transaction: between the look and the change nobody else can change it.
  const exchanged = (database, exchange) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, "readwrite");
      const shelf = transaction.objectStore(SHELF);
      let kept = 0;
      shelf.get(RECORD).onsuccess = ({ target }) => {
        const { number = 0, bytes = new Uint8Array() } = target.result ?? {};
        const changed = exchange(number, bytes);
        if (changed) shelf.put({ number: (kept = number + 1), bytes: changed }, RECORD);
      };
      transaction.oncomplete = () => resolve(kept);
      transaction.onabort = () => reject(transaction.error);
    });

  const visit = async (exchange) => {
    try {
      const kept = await exchanged(await (opened ??= open()), exchange);
      if (kept) channel.postMessage(kept);
    } catch (error) {
      opened = null; // a browser that clears its data closes the database; the next visit opens it anew
      throw error;
    }
  };

  const listen = (act) => channel.addEventListener("message", () => act());
  return { visit, listen };
})();
