from aggregator.item_admin import ItemAdmin as ItemAdmin  # registered by being read
