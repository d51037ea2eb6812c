// What stands behind a summary or a button, opened. Needs nothing else.
globalThis.limits ??= {};
limits.openAll = () => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  const menu = [...document.querySelectorAll("[popover]")].find((it) => !it.checkVisibility());
  menu?.showPopover();
  return Boolean(menu) || document.querySelector("details") !== null;
};
limits.closeMenu = () => document.querySelectorAll(":popover-open").forEach((it) => it.hidePopover());
// Places on this page that show only when the address ends in their name.
limits.hiddenPlaces = () => [...new Set([...document.querySelectorAll("a[href*='#']")]
  .filter((link) => link.pathname === location.pathname && link.hash.length > 1)
  .filter((link) => document.getElementById(link.hash.slice(1))?.checkVisibility() === false)
  .map((link) => link.hash))];
limits.leavePlace = () => { location.hash = ""; };
