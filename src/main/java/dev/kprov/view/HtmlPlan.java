package dev.kprov.view;

import dev.kprov.result.PlanSheet;

/** What a saved plan is and rests on, for whoever is to approve it. */
final class HtmlPlan {

  private HtmlPlan() {}

  static void write(PlanSheet plan, Markup html) {
    html.element("h2", "The plan");
    html.start("dl", "class", "facts");
    HtmlView.fact("Identifier", plan.id().hex(), html);
    HtmlView.fact("Made", plan.basis().time().toString(), html);
    HtmlView.fact("Good until", plan.basis().expires().toString(), html);
    HtmlView.fact("After run", Long.toString(plan.basis().generation()), html);
    HtmlView.fact("Asked for with", String.join(" ", PlanLines.asked(plan.options())), html);
    plan.basis()
        .digests()
        .forEach((what, hash) -> HtmlView.fact("SHA-256 of " + what, hash.hex(), html));
    html.end();
  }
}
