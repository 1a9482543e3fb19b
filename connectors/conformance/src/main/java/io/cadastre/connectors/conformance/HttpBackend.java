package io.cadastre.connectors.conformance;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/** A backend over HTTP: whatever it is, everything can go wrong on the way to it. */
public abstract class HttpBackend implements Backend {
    private static final String EVERYTHING = "";

    private final FaultProxy proxy;

    /**
     * Puts a proxy before a source.
     *
     * @param source where it is, without a path
     */
    protected HttpBackend(URI source) {
        proxy = FaultProxy.before(source);
    }

    /** Where the connector finds the source: a proxy on a port of this machine. */
    protected final URI baseUrl() {
        return proxy.baseUrl();
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        proxy.fail(listing.route(), fault, when);
    }

    @Override
    public void failEverything(Fault fault) {
        proxy.fail(EVERYTHING, fault, When.ALWAYS);
    }

    @Override
    public void repair() {
        proxy.repair();
    }

    @Override
    public void awaitHanging() throws InterruptedException {
        proxy.awaitHanging();
    }

    /** Answers each call of a listing with the first answer to it, cursor and all, until {@link #repair}. */
    final void repeatFirstPage(Listing listing) {
        proxy.repeatFirst(listing.route());
    }

    @Override
    public void close() {
        proxy.close();
    }
}
