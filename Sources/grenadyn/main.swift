print("grenadyn")
