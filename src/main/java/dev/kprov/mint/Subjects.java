package dev.kprov.mint;

import dev.kprov.pki.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Reads distinguished names in the order of their encoding, which the JDK's text form reverses. */
final class Subjects {

  private Subjects() {}

  static Subject read(X500Principal name) {
    try {
      List<Subject.Attribute> attributes = new ArrayList<>();
      // LdapName counts from the right end of the text, which is the first RDN of the encoding.
      for (Rdn rdn : new LdapName(name.getName(X500Principal.RFC2253)).getRdns()) {
        for (Attribute attribute : Collections.list(rdn.toAttributes().getAll())) {
          for (Object value : Collections.list(attribute.getAll())) {
            attributes.add(new Subject.Attribute(type(attribute), text(value)));
          }
        }
      }
      return new Subject(attributes);
    } catch (NamingException e) {
      throw new IllegalArgumentException("the JDK writes names that it cannot read", e);
    }
  }

  private static String type(Attribute attribute) {
    return attribute.getID().toUpperCase(Locale.ROOT);
  }

  /** A type that RFC 2253 has no keyword for comes with its encoded value, shown in hex. */
  private static String text(Object value) {
    return value instanceof byte[] der ? "#" + HexFormat.of().formatHex(der) : value.toString();
  }
}
