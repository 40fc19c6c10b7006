package dev.kprov.mint;

import java.security.Security;

/** A process that says who is asked first after native cryptography is preferred. */
public final class FirstProvider {

  private FirstProvider() {}

  public static void main(String[] args) {
    NativeCryptography.prefer();
    System.out.println(Security.getProviders()[0].getName());
  }
}
