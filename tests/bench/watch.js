// In the page: when does a new picture come? All times are of performance.now(), in milliseconds.
window.bench = (() => {
  // A function that returns the picture as a text, or null while none is shown.
  let picture = () => null;
  const notebook = () => jupyterapp.shell.currentWidget;

  // Called whenever something in the page has changed that may be the picture.
  const looks = new Set();
  const look = () => looks.forEach((see) => see());
  new MutationObserver(look).observe(document, {
    attributes: true, characterData: true, childList: true, subtree: true,
  });
  document.addEventListener("load", look, { capture: true });
  // A canvas does not tell what is drawn on it: note the address of the last image, also by way of another canvas.
  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (source, ...place) {
    drawImage.call(this, source, ...place);
    this.canvas.drawn = source.src ?? source.drawn;
    look();
  };

  // Finds the first picture that is not `before`: `found` is the promise of when the page had it, and when a frame with
  // it was painted. All is prepared before `begin`, which costs the page as little as may be.
  function search(before) {
    let moved = null;
    let shown = false;
    const painted = new MessageChannel();
    const see = () => {
      const now = performance.now();
      if (moved === null && ![null, before].includes(picture())) moved = now;
    };
    const frame = () => {
      see();
      shown = moved !== null;
      // The message arrives when this frame has been painted.
      painted.port2.postMessage(null);
    };
    const found = new Promise((done) => {
      painted.port1.onmessage = () => {
        if (!shown) return requestAnimationFrame(frame);
        looks.delete(see);
        done({ moved, painted: performance.now() });
      };
    });
    const begin = () => {
      looks.add(see);
      requestAnimationFrame(frame);
    };
    return { begin, found };
  }

  const LIMIT = 30000;
  const late = () => new Promise((done) => setTimeout(done, LIMIT, { moved: LIMIT, painted: LIMIT }));

  return {
    follow(seen) {
      picture = seen;
    },

    // After this, `watched` is a promise of the times from the next event to the new picture, LIMIT if there is none.
    watch(type) {
      const { begin, found } = search(picture());
      let start;
      const event = ({ timeStamp }) => {
        start = timeStamp;
        begin();
      };
      addEventListener(type, event, { capture: true, once: true });
      const times = found.then(({ moved, painted }) => ({ moved: moved - start, painted: painted - start }));
      bench.watched = Promise.race([times, late()]);
    },

    // After this, `cut()` returns when each event came, each frame began and each new picture was in a frame.
    film(type) {
      const events = [];
      const frames = [];
      const pictures = [];
      let rolling = true;
      let last = picture();
      const event = ({ timeStamp }) => events.push(timeStamp);
      const frame = (now) => {
        frames.push(now);
        const next = picture();
        if (next !== null && next !== last) pictures.push(now);
        last = next ?? last;
        if (rolling) requestAnimationFrame(frame);
      };
      addEventListener(type, event, { capture: true });
      requestAnimationFrame(frame);
      bench.cut = () => {
        rolling = false;
        removeEventListener(type, event, { capture: true });
        return { events, frames, pictures };
      };
    },

    run(cell) {
      notebook().content.activeCellIndex = cell;
      return jupyterapp.commands.execute("notebook:run-cell");
    },

    // Run a cell; the time until its picture is painted, LIMIT if it has none.
    async firstPicture(cell) {
      const { begin, found } = search(null);
      const start = performance.now();
      bench.run(cell);
      begin();
      const time = found.then(({ painted }) => ({ painted: painted - start }));
      return (await Promise.race([time, late()])).painted;
    },

    // Let the kernel compute for so many seconds; returns when it has begun. `idle` is the promise of its end.
    busy(seconds) {
      const code = `import time\nend = time.perf_counter() + ${seconds}\nwhile time.perf_counter() < end: pass`;
      const future = notebook().sessionContext.session.kernel.requestExecute({ code });
      bench.isBusy = true;
      bench.idle = future.done.then(() => (bench.isBusy = false));
      return new Promise((begun) => {
        future.onIOPub = ({ content }) => content.execution_state === "busy" && begun();
      });
    },
  };
})();
