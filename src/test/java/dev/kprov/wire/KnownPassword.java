package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A password that one host may have, at once or after a wait, and what became of it. */
public final class KnownPassword implements Password {

  private final Secret secret;
  private final boolean atHand;
  private final List<String> fates = new ArrayList<>();

  public KnownPassword(String text) {
    this(text, true);
  }

  private KnownPassword(String text, boolean atHand) {
    this.secret = Secret.of(text.toCharArray());
    this.atHand = atHand;
  }

  /** One for which somebody else has to be waited for. */
  static KnownPassword waitedFor(String text) {
    return new KnownPassword(text, false);
  }

  List<String> fates() {
    return fates;
  }

  @Override
  public Optional<Attempt> atHand() {
    return Optional.<Attempt>of(new Noted()).filter(_ -> atHand);
  }

  @Override
  public Next needed(String said) {
    if (atHand) {
      throw new IllegalStateException("it is at hand");
    }
    return new Next.Try(new Noted());
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
