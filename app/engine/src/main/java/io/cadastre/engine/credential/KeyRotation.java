package io.cadastre.engine.credential;

import io.cadastre.engine.credential.CredentialVault.Place;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Replaces the key that seals secrets. The new key is added and kept first, then everything is sealed again, then the
 * old keys are dropped: whenever it is cut off, every secret can still be opened, and doing it again finishes it.
 */
public final class KeyRotation {
    private final Keyring keyring;
    private final CredentialVault vault;
    private final ReentrantLock running = new ReentrantLock();

    /**
     * What was done.
     *
     * @param resealed how many secrets are sealed with the new key now
     * @param unreadable those that no key opens; as long as there are any, no old key is dropped
     * @param advice what is left to do; empty if nothing is
     */
    public record Rotated(int resealed, List<Unreadable> unreadable, String advice) {
        public Rotated {
            unreadable = List.copyOf(unreadable);
        }
    }

    /**
     * A secret that no key opens.
     *
     * @param installation the id of its installation
     * @param credential its name
     */
    public record Unreadable(String installation, String credential) {}

    public KeyRotation(Keyring keyring, CredentialVault vault) {
        this.keyring = keyring;
        this.vault = vault;
    }

    /**
     * Replaces the key.
     *
     * @throws SecretKeyException if that cannot be done, with what to do
     */
    public Rotated rotate() {
        running.lock();
        try {
            if (keyring.changeable()) {
                keyring.addKey();
            } else if (keyring.size() == 1) {
                throw new SecretKeyException(
                        "The secret key is in " + Keyring.VARIABLE + ", which the server cannot change. Print a new one"
                                + " with 'cadastre rotate-key --print-new', put it before the old one, with a comma"
                                + " between, restart, and rotate again.",
                        null);
            }
            return reseal();
        } finally {
            running.unlock();
        }
    }

    private Rotated reseal() {
        List<Place> places = vault.places();
        List<Unreadable> unreadable = places.stream()
                .filter(place -> !vault.resealed(place))
                .map(place -> new Unreadable(place.installation(), place.name()))
                .toList();
        int resealed = places.size() - unreadable.size();
        if (!unreadable.isEmpty()) {
            return new Rotated(
                    resealed,
                    unreadable,
                    "Some credentials cannot be opened with any key, so the old keys are kept. Give those credentials"
                            + " again or remove their installations, then rotate once more.");
        }
        if (!keyring.changeable()) {
            return new Rotated(
                    resealed, unreadable, "Remove all keys but the first from " + Keyring.VARIABLE + " and restart.");
        }
        keyring.dropOldKeys();
        return new Rotated(resealed, unreadable, "");
    }
}
