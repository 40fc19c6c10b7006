package dev.kprov.view;

import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.View;
import java.util.List;

/** Several views of the same run, each told in this order. */
public record Views(List<View> all) implements View {

  public Views {
    all = List.copyOf(all);
  }

  @Override
  public void event(Event event) {
    all.forEach(view -> view.event(event));
  }

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    all.forEach(view -> view.conclude(conclusion, circumstances));
  }
}
