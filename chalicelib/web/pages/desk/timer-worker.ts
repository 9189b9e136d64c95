/** Rings back an id after its time; see timer.ts for why this is a worker. */
self.addEventListener("message", ({ data: { id, ms } }) => {
  setTimeout(() => self.postMessage(id), ms);
});
