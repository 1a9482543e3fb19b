package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Address;
import io.cadastre.connectors.host.model.Interface;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.source.Interfaces;
import io.cadastre.connectors.host.source.LocalAddresses;
import io.cadastre.connectors.host.source.LocalAddresses.Bound;
import io.cadastre.connectors.host.source.LocalAddresses.Card;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects network interfaces and their addresses. */
public final class NetworkStep implements StepBody {
    private final HostSettings settings;

    public NetworkStep(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        // By name; of this process's own network also the addresses, which sysfs does not have.
        Map<String, Card> cards = new TreeMap<>();
        List<Card> known = Interfaces.read(settings.root());
        known.forEach(card -> cards.put(card.name(), card));
        if (settings.root().isOwn()) {
            for (Card card : LocalAddresses.read().interfaces()) {
                cards.merge(card.name(), card, (listed, own) -> listed.with(own.addresses()));
            }
        } else {
            String reason = "The addresses of the machine under another root directory cannot be seen from here.";
            context.partial(Address.TYPE, reason);
            context.partial(Interface.ADDRESSES, reason);
            if (known.isEmpty()) {
                context.partial("There is no /sys/class/net under the root directory.");
            }
        }
        for (Card card : cards.values()) {
            emit(context, machine, card);
        }
    }

    private static void emit(StepContext context, EntityRef<Machine> machine, Card card) {
        EntityRef<Interface> ref = Interface.TYPE.ref(card.name());
        context.emit(EntityInput.of(Interface.TYPE, card.name())
                .displayName(card.name())
                .set(Interface.NAME, card.name())
                .set(Interface.MAC, card.mac())
                .set(Interface.MTU, (long) card.mtu())
                .set(Interface.UP, card.up())
                .set(Interface.LOOPBACK, card.loopback())
                .build());
        context.emit(Machine.INTERFACES.between(machine, ref));
        for (Bound bound : card.addresses()) {
            EntityRef<Address> address = Address.TYPE.ref(Address.key(card.name(), bound.address()));
            context.emit(EntityInput.of(Address.TYPE, address.key())
                    .displayName(bound.address())
                    .set(Address.ADDRESS, bound.address())
                    .set(Address.VERSION, (long) bound.version())
                    .set(Address.PREFIX, (long) bound.prefixLength())
                    .set(Address.PUBLIC, bound.reach() == LocalAddresses.Reach.PUBLIC)
                    .build());
            context.emit(Interface.ADDRESSES.between(ref, address));
        }
    }
}
