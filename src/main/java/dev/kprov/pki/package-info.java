/**
 * The public-key infrastructure as data: authorities, certificates, key pairs, kubeconfigs and
 * encryption keys, and the judgement of their expiry, names and chains. No cryptography is done
 * here.
 */
@NullMarked
package dev.kprov.pki;

import org.jspecify.annotations.NullMarked;
