package io.cadastre.connectors.ldap;

/** In what a kind of directory differs from others: by what its entries are known, and how they are found. */
enum Profile {
    OPENLDAP(
            "openldap",
            KeyAttribute.ENTRY_UUID,
            "entryCSN",
            "(|(objectClass=person)(objectClass=inetOrgPerson)(objectClass=posixAccount)(objectClass=account))",
            "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))",
            "(objectClass=ipHost)"),

    /**
     * Computers are users there by their class, and so are managed service accounts computers. Those come with the people:
     * what a server does not know of in an alternative, it ignores.
     */
    ACTIVE_DIRECTORY(
            "active-directory",
            KeyAttribute.OBJECT_GUID,
            "uSNChanged",
            "(|(&(objectClass=user)(!(objectClass=computer)))(objectClass=msDS-GroupManagedServiceAccount)"
                    + "(objectClass=msDS-ManagedServiceAccount))",
            "(objectClass=group)",
            "(objectClass=computer)");

    /** What is listed. */
    enum Kind {
        UNIT("organisational units"),
        GROUP("groups"),
        USER("people"),
        COMPUTER("computers");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In plural, for people. */
        String words() {
            return words;
        }
    }

    /** By what an entry is known for as long as it lives, whatever its name. */
    enum KeyAttribute {
        ENTRY_UUID("entryUUID"),
        OBJECT_GUID("objectGUID");

        private final String attribute;

        KeyAttribute(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    private final String setting;
    private final KeyAttribute key;
    private final String changeNumber;
    private final String users;
    private final String groups;
    private final String computers;

    Profile(String setting, KeyAttribute key, String changeNumber, String users, String groups, String computers) {
        this.setting = setting;
        this.key = key;
        this.changeNumber = changeNumber;
        this.users = users;
        this.groups = groups;
        this.computers = computers;
    }

    /** Its name in the settings. */
    String setting() {
        return setting;
    }

    KeyAttribute key() {
        return key;
    }

    /** The attribute that is another whenever an entry was changed. */
    String changeNumber() {
        return changeNumber;
    }

    /** Finds the entries of a kind. */
    String filter(Kind kind) {
        return switch (kind) {
            case UNIT -> "(objectClass=organizationalUnit)";
            case USER -> users;
            case GROUP -> groups;
            case COMPUTER -> computers;
        };
    }
}
