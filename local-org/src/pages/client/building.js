/** Opens the page again when its components have been built. */
const wait = async () => {
  try {
    await fetch('/lightning/building', { credentials: 'same-origin' });
  } catch {
    // The org is starting anew.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  window.location.reload();
};

void wait();
