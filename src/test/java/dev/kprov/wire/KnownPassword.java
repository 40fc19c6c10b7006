package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A password that one host may have at once, and what became of it. */
public final class KnownPassword implements Password {

  private final Secret secret;
  private final List<String> fates = new ArrayList<>();

  public KnownPassword(String text) {
    this.secret = Secret.of(text.toCharArray());
  }

  List<String> fates() {
    return fates;
  }

  @Override
  public Optional<Attempt> atHand() {
    return Optional.of(new Noted());
  }

  @Override
  public Next needed(String said) {
    throw new IllegalStateException("it is at hand");
  }

  private final class Noted implements Attempt {

    @Override
    public Secret password() {
      return secret;
    }

    @Override
    public void right() {
      fates.add("right");
    }

    @Override
    public Next wrong(String said) {
      fates.add("wrong");
      return new Next.Nothing();
    }

    @Override
    public void untried() {
      fates.add("untried");
    }
  }
}
