/** Loads a script or a stylesheet of a static resource into the page. */
const loaded = new Map();

const once = (url, load) => {
  const known = loaded.get(url) ?? load();
  loaded.set(url, known);
  return known;
};

const inserted = (element) =>
  new Promise((resolve, reject) => {
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => reject(new Error(`Could not load ${element.src ?? element.href}`)));
    document.head.append(element);
  });

export const loadScript = (_component, url) =>
  once(url, () => inserted(Object.assign(document.createElement('script'), { src: url })));

export const loadStyle = (_component, url) =>
  once(url, () => inserted(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })));
