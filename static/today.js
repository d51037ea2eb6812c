// Says today's hours, in the practice's own time zone, where the hours of the week stand.
for (const place of document.querySelectorAll(".open-today")) {
  const { zone, week, special } = place.dataset;
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const today = parts.format(new Date());
  const weekday = (new Date(`${today}T12:00Z`).getUTCDay() + 6) % 7;
  const exception = special
    .split("|")
    .map((it) => it.split(" "))
    .find(([first, last]) => first <= today && today <= last);
  const hours = exception ? exception.slice(2).join(" ") : week.split("|")[weekday];
  place.firstElementChild.textContent =
    hours === "closed" ? "Closed today. " : `Open today: ${hours}. `;
}
