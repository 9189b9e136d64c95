/** Rings back an id after its time; see console-timer.js for why this is a worker. */
self.addEventListener('message', ({ data: { id, ms } }) => {
  setTimeout(() => self.postMessage(id), ms);
});
