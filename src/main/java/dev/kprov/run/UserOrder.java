package dev.kprov.run;

import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator wants for a user.
 *
 * @param user who
 * @param request the signing request of a user who keeps the key
 * @param validity how long the certificate lives
 * @param key the kind of a new key; by default that of the key at hand, else of the certificate of
 *     the kubeconfig that is followed
 * @param issuer the authority that signs; by default that of the same certificate
 * @param like the playbook's kubeconfig whose cluster, server and authority are followed
 * @param mastersAllowed whether the user may be in {@code system:masters}
 * @param renew whether to issue anew although nothing asks for it, or over what says otherwise
 * @param newKey whether to make a new key for that
 */
public record UserOrder(
    User user,
    Optional<Path> request,
    Duration validity,
    Optional<KeyAlgorithm> key,
    Optional<String> issuer,
    Optional<String> like,
    boolean mastersAllowed,
    boolean renew,
    boolean newKey) {}
